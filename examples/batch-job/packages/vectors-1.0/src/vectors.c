/* Sums over arrays of doubles (PEP 3118), in C: as NumPy's, without NumPy. */
#include <Python.h>

static int doubles(PyObject *object, Py_buffer *view) {
  if (PyObject_GetBuffer(object, view, PyBUF_CONTIG_RO | PyBUF_FORMAT) < 0) return -1;
  if (view->format != NULL && strcmp(view->format, "d") == 0) return 0;
  PyBuffer_Release(view);
  PyErr_SetString(PyExc_TypeError, "expected an array of doubles");
  return -1;
}

static PyObject *dot(PyObject *self, PyObject *arguments) {
  PyObject *one, *other;
  Py_buffer a, b;
  if (!PyArg_ParseTuple(arguments, "OO", &one, &other) || doubles(one, &a) < 0) return NULL;
  if (doubles(other, &b) < 0) {
    PyBuffer_Release(&a);
    return NULL;
  }
  double sum = 0;
  Py_ssize_t length = (a.len < b.len ? a.len : b.len) / (Py_ssize_t)sizeof(double);
  for (Py_ssize_t i = 0; i < length; i++) sum += ((double *)a.buf)[i] * ((double *)b.buf)[i];
  PyBuffer_Release(&a);
  PyBuffer_Release(&b);
  return PyFloat_FromDouble(sum);
}

static PyMethodDef methods[] = {{"dot", dot, METH_VARARGS, "The sum of products."}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "vectors", NULL, -1, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_vectors(void) { return PyModule_Create(&module); }
