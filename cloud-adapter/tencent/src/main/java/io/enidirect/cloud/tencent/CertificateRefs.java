package io.enidirect.cloud.tencent;

import com.tencentcloudapi.clb.v20180317.models.CertInfo;
import com.tencentcloudapi.clb.v20180317.models.CertificateInput;
import com.tencentcloudapi.clb.v20180317.models.CertificateOutput;
import com.tencentcloudapi.clb.v20180317.models.MultiCertInfo;
import io.enidirect.cloud.CertificateId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How listeners and rules name server certificates: one in one field, several in another, and read in a third way. */
final class CertificateRefs {
    private static final String ONE_WAY = "UNIDIRECTIONAL";

    private CertificateRefs() {}

    static void set(List<CertificateId> wanted, Consumer<CertificateInput> one, Consumer<MultiCertInfo> several) {
        if (wanted.size() == 1) {
            CertificateInput input = new CertificateInput();
            input.setSSLMode(ONE_WAY);
            input.setCertId(wanted.get(0).value());
            one.accept(input);
        } else if (!wanted.isEmpty()) {
            MultiCertInfo input = new MultiCertInfo();
            input.setSSLMode(ONE_WAY);
            input.setCertList(wanted.stream().map(CertificateRefs::info).toArray(CertInfo[]::new));
            several.accept(input);
        }
    }

    static List<CertificateId> read(@Nullable CertificateOutput read) {
        if (read == null) {
            return List.of();
        }
        Stream<String> more = read.getExtCertIds() == null ? Stream.empty() : Stream.of(read.getExtCertIds());
        return Stream.concat(Stream.ofNullable(read.getCertId()), more)
                .filter(id -> id != null && !id.isBlank())
                .distinct()
                .map(CertificateId::new)
                .toList();
    }

    private static CertInfo info(CertificateId id) {
        CertInfo info = new CertInfo();
        info.setCertId(id.value());
        return info;
    }
}
