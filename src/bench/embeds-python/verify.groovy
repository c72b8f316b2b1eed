def log = new File(basedir, 'build.log').text
println log.readLines().findAll { it ==~ /.*(embedded|library|copies|copy): .*/ }.join('\n')
// Where it was built and in the other base.
assert log.count('embedded: 3.13.5 OpenSSL 0.3') == 2
// The loader's name for it or its path: both can be loaded.
assert log.readLines().count { it ==~ /library: libpython3\.13\.so\.1\.0 (\/usr\/local\/lib\/)?libpython3\.13\.so\.1\.0/ } == 2
['venv --copies: 3.13.5', 'copy: 3.13.5'].each { assert log.count(it) == 2 : it }
return true
