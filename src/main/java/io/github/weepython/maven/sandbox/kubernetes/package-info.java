/** Runs a job as a Job of a Kubernetes cluster, by the kube room's connection. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sandbox.kubernetes;
