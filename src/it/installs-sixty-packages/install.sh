#!/bin/sh
# Runs in a container of base debian: adds the packages as a user does, then builds an extension in C++.
set -eu
sed -i "s,^URIs: .*/debian\$,URIs: $MIRROR," /etc/apt/sources.list.d/debian.sources
# Nobody needs these files after a crash.
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/unsafe-io
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends $(cat /it/packages.list)
echo "problems: [$(dpkg --audit)]"
for each in $(cat /it/packages.list); do
  dpkg-query -W -f 'status: ${Package} ${db:Status-Abbrev}\n' "$each"
done
java -version 2>&1
echo 'int main() { return 0; }' | gcc -xc - -lm -o /tmp/linked && /tmp/linked
cd /tmp
cat >plus.cc <<'C'
#include <Python.h>
#include <cmath>
#include <string>
static PyObject *word(PyObject *self, PyObject *argument) {
  return PyUnicode_FromString(std::to_string(std::lround(std::exp(PyFloat_AsDouble(argument)))).c_str());
}
static PyMethodDef methods[] = {{"word", word, METH_O, "word"}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "plus", NULL, -1, methods};
PyMODINIT_FUNC PyInit_plus(void) { return PyModule_Create(&definition); }
C
ask() { python3 -c "import sysconfig; print($1)"; }
g++ -O2 -shared -fPIC -I"$(ask "sysconfig.get_paths()['include']")" plus.cc -lm \
  -o "plus$(ask "sysconfig.get_config_var('EXT_SUFFIX')")"
python3 -c 'import plus; print("built:", plus.word(2.0))'
