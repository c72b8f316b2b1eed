def log = new File(basedir, 'build.log').text
assert log.readLines().count { it.contains('Skipped') } == 2 + 1 + 2 + 2
assert !new File(basedir, 'target').exists()
assert !new File(basedir, 'cache').exists()
