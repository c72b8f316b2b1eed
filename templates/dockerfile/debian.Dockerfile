FROM debian:@suite@-slim
RUN apt-get update && apt-get install -y --no-install-recommends --allow-downgrades \
@basePackages@ \
  && rm -rf /var/lib/apt/lists/* \
  && echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin' >>/etc/passwd \
  && echo 'nonroot:x:65532:' >>/etc/group \
  && mkdir -m 0700 /home/nonroot && chown 65532:65532 /home/nonroot
@certificates@