/**
 * What was patched and pruned, what the user knows of vulnerabilities and what Debian's security
 * tracker says of packages come in; statements about an image go out, as OpenVEX 0.2.0 and as
 * CycloneDX's vulnerabilities. The same image and the same files give the same bytes.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.vex;
