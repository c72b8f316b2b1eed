import groovy.json.JsonSlurper

assert new File(basedir, 'python.profile').length() > 20_000

def log = new File(basedir, 'build.log').text
assert log.contains('Compiling: training on the workload')
assert !log.contains('Compiling: training 1 of')
assert log.contains('does not fit this build')
assert log =~ /wanted: flags hardening=true framePointers=true .*\n.*found:  flags hardening=true framePointers=false/
assert log.contains('The profile com.example:python-profile:profile:1.0 of <profile> or -Dwee.profile was not found')
// One training, in the first run: the others are built by the file.
assert log.findAll(/Compiling: instrumented build( \(about [^)\n]*\))?\n/).size() == 1

def image = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/image.json")) }
def layers = { String folder -> image(folder).layers.collectEntries { [it.title, it.digest] } }
def wee = layers('target/wee/wee')
def optimized = layers('target/wee/wee-optimized')
// A registry that has one flavour needs but the interpreter of the next.
assert wee.keySet() == optimized.keySet() && wee.size() > 3
assert wee.findAll { title, digest -> optimized[title] != digest }.keySet() == ['interpreter'] as Set

// From an empty cache, in another folder.
assert new File(basedir, 'target/elsewhere/image.digest').text == new File(basedir, 'target/wee/wee-optimized/image.digest').text

return true
