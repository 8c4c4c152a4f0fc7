/**
 * Writes the controller's image without a container engine: layers out of Debian's packages, a JDK, the jar and a cache that a
 * real start has trained, as an OCI layout and as a docker-archive.
 */
@NullMarked
package io.enidirect.image;

import org.jspecify.annotations.NullMarked;
