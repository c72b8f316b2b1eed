#!/bin/sh
# A container has no services to start when a package is installed (policy-rc.d of Debian's
# init-system-helpers): 101 forbids it.
exit 101
