FROM debian:@suite@ AS base
WORKDIR /wee/debs
RUN apt-get update && apt-get download \
@basePackages@
# No package is configured, so that no shell is needed: what their scripts would make, we make.
RUN mkdir -p /wee/root/etc/ssl/certs /wee/root/tmp && chmod 1777 /wee/root/tmp \
  && for deb in *.deb; do dpkg-deb --fsys-tarfile "$deb" \
    | tar -x -C /wee/root --keep-directory-symlink; done \
  && cat /wee/root/usr/share/ca-certificates/mozilla/*.crt \
    >/wee/root/etc/ssl/certs/ca-certificates.crt \
  && rm -rf /wee/root/usr/share/man /wee/root/usr/share/locale /wee/root/usr/share/ca-certificates \
  && printf 'root:x:0:0:root:/root:/usr/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin\n' \
    >/wee/root/etc/passwd \
  && printf 'root:x:0:\nnonroot:x:65532:\n' >/wee/root/etc/group

FROM scratch
COPY --from=base /wee/root/ /
