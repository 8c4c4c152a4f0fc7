/** What the process tells about itself over HTTP: health, readiness, metrics and a page for people. */
@NullMarked
package io.enidirect.operator.http;

import org.jspecify.annotations.NullMarked;
