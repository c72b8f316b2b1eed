/**
 * The kubeconfig of a user and the name of a context come in; a connection to that cluster, by
 * which jobs are made, run in and removed, goes out. The facts come from the Kubernetes API
 * reference (batch/v1 Job, core/v1 Pod, the exec subresource with its {@code v4.channel.k8s.io}
 * protocol) and from kubectl's rules for kubeconfig files.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.kube;
