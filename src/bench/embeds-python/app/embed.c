#include <Python.h>

int main(void) {
  Py_Initialize();
  int status = PyRun_SimpleString(
      "import decimal, sqlite3, ssl, sys\n"
      "print('embedded:', '.'.join(map(str, sys.version_info[:3])), ssl.OPENSSL_VERSION.split()[0], decimal.Decimal('0.1') * 3)\n");
  return Py_FinalizeEx() < 0 || status != 0;
}
