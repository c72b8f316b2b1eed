/** Install tree, base and site come in; the layers of an image go out, each kept by its inputs. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.layers;
