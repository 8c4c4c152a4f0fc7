/**
 * The quickstart: both shipped jars at work in a sandbox, real requests to what {@code deploy/examples} asks for, and a
 * table of what answered.
 */
@NullMarked
package io.enidirect.quickstart;

import org.jspecify.annotations.NullMarked;
