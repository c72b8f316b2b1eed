assert !new File(basedir, 'pom.xml').exists()
assert new File(basedir, 'target/wee/image.tar').file
assert new File(basedir, 'target/wee/image.digest').text.startsWith('sha256:')
assert new File(basedir, 'target/wee/dockerfile/Dockerfile').file
