def log = new File(basedir, 'build.log').text
assert log.contains('Maven is offline (-o), and the cache')
assert log.contains('lacks what CPython 3.13.5 on Debian trixie is found by:')
assert log.contains('dists/trixie/InRelease')
assert log.contains('Run once without -o')
// No other version would be there either.
assert !log.contains('to a version that exists')
assert !new File(basedir, 'target').exists()
