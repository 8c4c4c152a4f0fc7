package io.enidirect.simulator;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** WireMock's way to the gateway: one stub for everything, whose answer is made here. */
final class Answers implements ResponseDefinitionTransformerV2 {
    static final String NAME = "cloud";

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Gateway gateway;

    Answers(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        var request = event.getRequest();
        Reply reply = answer(new Request(name -> header(request.header(name)), request.getBody()));
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(reply.status())
                .withHeader("Content-Type", reply.contentType())
                .withHeader(DeliveryFilter.DELIVERY, reply.delivery().name())
                .withHeader(DeliveryFilter.DELAY, String.valueOf(reply.delayMillis()))
                .withBody(reply.bytes());
        return reply.retryAtOnce() ? answer.withHeader("Retry-After", "0").build() : answer.build();
    }

    /** An error of the simulator itself looks like one of the cloud, which clients repeat: it must not be lost among those. */
    private Reply answer(Request request) {
        try {
            return gateway.answer(request);
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).addKeyValue("action", request.action()).log("The simulator is broken");
            throw e;
        }
    }

    private static String header(HttpHeader header) {
        return header.isPresent() ? header.firstValue() : "";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
