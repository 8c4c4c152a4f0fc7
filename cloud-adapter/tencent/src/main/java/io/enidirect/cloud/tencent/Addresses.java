package io.enidirect.cloud.tencent;

import okhttp3.HttpUrl;

/** Addresses as the port writes them; the cloud may write out what RFC 5952 shortens. */
final class Addresses {
    private Addresses() {}

    static String canonical(String ip) {
        if (ip.indexOf(':') < 0) {
            return ip;
        }
        HttpUrl url = HttpUrl.parse("http://[" + ip + "]/");
        return url == null ? ip : url.host();
    }
}
