assert new File(basedir, 'target/builds-beside-a-jar-1.0.0.jar').file
def digest = new File(basedir, 'target/wee/image.digest').text.trim()
assert digest ==~ /sha256:[0-9a-f]{64}/
assert new File(basedir, 'target/digest.txt').text.trim() == digest
