def log = new File(basedir, 'build.log').text
def pom = new File(basedir, 'pom.xml').text
assert !(pom =~ /@\w+@/)
assert pom.contains('<wee.python>3.14</wee.python>')
assert pom.contains('<wee.image>example/started</wee.image>')
assert log.contains('Written: ' + new File(basedir, 'pom.xml').canonicalPath)
assert log.contains('pom.xml is there already, and wee:init replaces none.')
assert new File(basedir, 'target/wee/image.json').text.contains('example/started')
