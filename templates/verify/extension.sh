#!/bin/sh
# Builds a C extension with the suite's own gcc and what the image's interpreter says of flags and
# headers, and imports it; where there is a g++, one in C++ as well. Runs in the image or on the build
# root. Status 77 is for an image without headers.
set -eu
ls /usr/local/include/*/Python.h >/dev/null 2>&1 || exit 77
cd /wee/out
cat >weespam.c <<'C'
#include <Python.h>

static PyObject *six(PyObject *self, PyObject *arguments) { return PyLong_FromLong(6); }

static PyMethodDef methods[] = {{"six", six, METH_NOARGS, "six"}, {NULL, NULL, 0, NULL}};

#if PY_MAJOR_VERSION == 2
PyMODINIT_FUNC initweespam(void) { Py_InitModule("weespam", methods); }
#else
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "weespam", NULL, -1, methods,
                                        NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_weespam(void) { return PyModule_Create(&definition); }
#endif
C
ask() { /usr/local/bin/python -c "import sysconfig; print(sysconfig.get_config_var('$1') or '')"; }
suffix=$(ask EXT_SUFFIX)
$(ask CC) $(ask CFLAGS) $(ask CCSHARED) \
  -I"$(/usr/local/bin/python -c "import sysconfig; print(sysconfig.get_paths()['include'])")" \
  -c weespam.c -o weespam.o
$(ask LDSHARED) weespam.o -o "weespam${suffix:-.so}"
/usr/local/bin/python -B -c 'import weespam; assert weespam.six() == 6'
command -v g++ >/dev/null || exit 0
# Vector mathematics, and the C++ library: what links to either needs more of libc than C does.
cat >weespam.cc <<'C'
#include <Python.h>
#include <cmath>
#include <string>

static PyObject *length(PyObject *self, PyObject *arguments) {
  double number = PyFloat_AsDouble(arguments);
  return PyLong_FromLong(std::to_string(std::lround(std::pow(number, 2))).size());
}

static PyMethodDef methods[] = {{"length", length, METH_O, "length"}, {NULL, NULL, 0, NULL}};

#if PY_MAJOR_VERSION == 2
PyMODINIT_FUNC initweeplus(void) { Py_InitModule("weeplus", methods); }
#else
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "weeplus", NULL, -1, methods,
                                        NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_weeplus(void) { return PyModule_Create(&definition); }
#endif
C
g++ $(ask CCSHARED) -O2 \
  -I"$(/usr/local/bin/python -c "import sysconfig; print(sysconfig.get_paths()['include'])")" \
  -c weespam.cc -o weeplus.o
g++ -shared weeplus.o -lm -o "weeplus${suffix:-.so}"
/usr/local/bin/python -B -c 'import weeplus; assert weeplus.length(100.0) == 5'
