// README's section "Get it", command by command, but for the clone itself, which has to be what is tested here.
import groovy.json.JsonSlurper
import io.github.weepython.maven.OwnCache

def top = new File(basedir, '../../..').canonicalFile
def readme = new File(top, 'README.md').text
def section = readme.substring(readme.indexOf('## Get it'), readme.indexOf('## Try it in the clone'))
def commands = section.readLines().findAll { it.startsWith('    ') }*.trim()
assert commands.size() == 4 && commands[0] == 'git clone https://github.com/weepython/wee'

def elsewhere = new File(basedir, 'target/elsewhere')
def cache = OwnCache.shared(basedir).toFile().canonicalPath
def number = 0
def run = { String command, File folder ->
    folder.mkdirs()
    def log = new File(basedir, "command-${++number}.log")
    def process = new ProcessBuilder('bash', "${top}/src/it/stranger.sh", "${elsewhere}/home",
        new File(basedir.parentFile, 'interpolated-settings.xml').path, System.getProperty('maven.home'), 'bash', '-c', command)
        .directory(folder).redirectErrorStream(true).redirectOutput(log)
    process.environment().XDG_CACHE_HOME = cache
    assert process.start().waitFor() == 0 : "${command}, see ${log}:\n${log.text}"
    log.text
}

run("mkdir wee && cd '${top}' && git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C '${elsewhere}/wee'", elsewhere)
def installed = run(commands[1], elsewhere)
// What somebody sees first is about what they do, not about how wee is written.
assert installed.contains('BUILD SUCCESS') && !installed.contains('[WARNING]')

def own = new File(elsewhere, 'my-image')
run(commands[2], own)
assert new File(own, 'pom.xml').text.contains('<wee.image>registry.example.com/team/python</wee.image>')
run(commands[3], own)
def image = new JsonSlurper().parse(new File(own, 'target/wee/image.json'))
assert image.image == 'registry.example.com/team/python' && image.tags.every { it ==~ /3\.14\.\d+-wee/ } && image.tags.size() == 1
assert new File(own, 'target/wee/image.tar').length() > 10_000_000

// Another folder, user, time zone and umask: the plugin is the same, bit for bit.
def sha256 = { File folder ->
    def jars = new File(folder, 'target').listFiles().findAll { it.name ==~ /wee-maven-plugin-[^-]+(-SNAPSHOT)?\.jar/ }
    assert jars.size() == 1 : jars
    jars[0].bytes.digest('SHA-256')
}
assert sha256(new File(elsewhere, 'wee')) == sha256(top) : "${elsewhere}/wee and ${top} made different jars; after mvn clean, too? Compare them with diffoscope"
return true
