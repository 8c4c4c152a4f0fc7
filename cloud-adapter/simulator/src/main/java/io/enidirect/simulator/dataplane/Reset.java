package io.enidirect.simulator.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;

/** Ends a TCP connection so that its peer sees it refused or broken, never orderly finished. */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class Reset {
    private Reset() {}

    /** Does nothing to a channel that is closed already. */
    static void reset(Channel channel) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            // A close without lingering is an RST.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // The kernel refuses options on a connection that the peer has reset: nothing is left to be said to it.
        }
        channel.close();
    }
}
