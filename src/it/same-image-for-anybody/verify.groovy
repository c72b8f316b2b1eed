import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

// Root becomes nobody, in a folder that nobody can reach; anybody else stays who he is.
def root = new File('/proc/self').with { Files.getAttribute(it.toPath(), 'unix:uid') } == 0
def folder = Files.createTempDirectory('wee-anybody').toFile()
def run = { List words ->
    def process = new ProcessBuilder(words*.toString()).directory(folder).redirectErrorStream(true).start()
    def said = process.inputStream.text
    assert process.waitFor() == 0 : said
    said
}
try {
    run(['cp', '-r', "${basedir}/pom.xml", localRepositoryPath, folder])
    run(['cp', new File(basedir.parentFile, 'interpolated-settings.xml'), "${folder}/settings.xml"])
    if (root) {
        run(['chown', '-R', '65534:65534', folder])
    }
    def nobody = root ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
    def maven = System.getProperty('maven.home') + '/bin/mvn'
    def said = run(nobody + ['env', "HOME=${folder}", 'TZ=Pacific/Kiritimati', 'LC_ALL=C', "XDG_CACHE_HOME=${folder}/cache",
        maven, '-B', '-s', 'settings.xml', "-Dmaven.repo.local=${folder}/${localRepositoryPath.name}", "-Duser.home=${folder}",
        'package', '-Dwee.compiler=namespaces'])
    assert said.contains('Compiling: build')
    def digest = { new File(it, 'target/wee/image.digest').text }
    assert digest(folder) == digest(new File(basedir.parentFile, 'setup-builds-an-image'))
} finally {
    // Groovy's deleteDir() would follow the build root's links out of the folder.
    FileUtils.deleteDirectory(folder)
}
