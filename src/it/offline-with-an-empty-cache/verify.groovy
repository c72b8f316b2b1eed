def log = new File(basedir, 'build.log').text
assert log.contains('Maven is offline (-o), and the cache lacks the InRelease of trixie')
assert log.contains('Run once without -o')
// No other version would be there either.
assert !log.contains('another version')
assert !new File(basedir, 'target').exists()
