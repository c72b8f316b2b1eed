def log = new File(basedir, 'build.log').text
assert log.contains('python:3.13.5-wee@sha256:')
assert log.contains("Unknown flavour 'wee-by-the-profile'")
// The image of the first is still there.
assert new File(basedir, 'target/wee/image.tar').file
