package io.enidirect.cloud.tencent;

import com.tencentcloudapi.clb.v20180317.ClbClient;
import com.tencentcloudapi.ssl.v20191205.SslClient;
import com.tencentcloudapi.tag.v20180813.TagClient;

/** The SDK's clients of the three products, all of which sign with these credentials for ever. */
record Signed(Credentials credentials, ClbClient clb, TagClient tag, SslClient ssl) {}
