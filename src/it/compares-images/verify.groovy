import groovy.json.JsonSlurper

def benchmarks = ['calls', 'json_dumps', 'startup']

def times = { File file ->
  def suite = new JsonSlurper().parse(file)
  assert suite.version == '1.0'
  assert suite.metadata.cpu_model_name
  assert suite.benchmarks*.metadata.name == benchmarks
  suite.benchmarks.collectMany { it.runs }*.values
}

def first = new File(basedir, 'target/wee/benchmarks')
def second = new File(basedir, 'target/second/benchmarks')
[new File(first, '3.13.5-wee-distroless.json'), new File(first, '3.13.5-wee-debian.json'),
 new File(second, 'theirs.json'), new File(second, '3.13.5-wee.json')].each {
  assert times(it).every { values -> values.size() == 2 && values.every { it > 0 && it < 10 } }
}

def table = new File(first, 'benchmarks.md').text
benchmarks.each { assert table =~ "\\| ${it} \\| [0-9.]+ \\| [0-9][.][0-9]{3} \\|\n" }
assert table.contains('| benchmark | 3.13.5-wee-distroless, µs | 3.13.5-wee-debian |')
assert new File(second, 'benchmarks.md').text.contains('| benchmark | theirs, µs | 3.13.5-wee |')
assert new groovy.xml.XmlSlurper().parse(new File(first, 'benchmarks.svg')).rect.size() > benchmarks.size()

def log = new File(basedir, 'build.log').text
assert log.contains(table.readLines()[-1])
assert log.contains('This build produces only one image, which is measured alone.')
def alone = new File(basedir, 'target/alone')
assert new File(alone, 'benchmarks/benchmarks.md').text.contains('| benchmark | 3.13.5-wee, µs |\n')
assert !new File(alone, 'benchmarks/benchmarks.svg').exists()

// What is measured of an image stays beside it, and says which image that is.
[new File(basedir, 'target/wee/distroless'), new File(basedir, 'target/wee/debian'), alone].each {
  def beside = new File(it, 'benchmarks.json')
  times(beside)
  assert new JsonSlurper().parse(beside).metadata.image == new File(it, 'image.digest').text.trim()
}

return true
