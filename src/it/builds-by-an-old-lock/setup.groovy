import groovy.json.JsonSlurper
import io.github.weepython.maven.debian.archive.OlderArchive

// A package of the base alone: the interpreter is that of setup-builds-an-image.
context.archive = new OlderArchive('libc-bin', '2.41-1', basedir.toPath())
new File(basedir, 'archive.gpg').bytes = context.archive.keyring()
new File(basedir, 'test.properties').text = """wee.snapshotArchive=${context.archive.archive()}
time=${context.archive.time()}
gone=${context.archive.goneMirror()}
"""

// The later machine's cache: the compiled interpreter, so that nothing is compiled here, and no download.
def provenance = new JsonSlurper().parse(new File(basedir, '../setup-builds-an-image/target/wee/provenance.slsa.json'))
def interpreter = 'install-tree/' + provenance.buildDefinition.internalParameters.interpreter
def tree = new File(basedir, "later/${interpreter}")
assert tree.parentFile.mkdirs()
def cache = System.getenv('XDG_CACHE_HOME') ?: new File(basedir, '../../it-cache').path
assert ['cp', '-a', "${cache}/wee/${interpreter}", tree.path]*.toString().execute().waitFor() == 0
return true
