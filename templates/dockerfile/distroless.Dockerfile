FROM debian:@suite@ AS base
WORKDIR /wee/debs
RUN apt-get update && apt-get download \
@basePackages@
COPY base.tar left-out.list /wee/
# No package is configured, so that no shell is needed. What their scripts would make, and what else
# wee adds, is in base.tar; what wee leaves out of the packages is in left-out.list.
RUN for each in bin lib lib64 sbin; do mkdir -p /wee/root/usr/$each && ln -s usr/$each /wee/root/$each; done \
  && for deb in *.deb; do dpkg-deb --fsys-tarfile "$deb" \
    | tar -x -C /wee/root --keep-directory-symlink || exit 1; done \
  && cd /wee/root && xargs -d '\n' rm -f -- </wee/left-out.list \
  && tar -x -p -f /wee/base.tar -C /wee/root --keep-directory-symlink
