// A short matrix: the oldest Maven, the current one and the next; and the last two with the newest JDK of this machine.
// src/it/maven-versions.sh by hand also builds the plugin with each.
import io.github.weepython.maven.MavenRun

def top = new File(basedir, '../../..').canonicalFile
def release = { File jdk ->
    def file = new File(jdk, 'release')
    def found = file.exists() && new File(jdk, 'bin/javac').canExecute() ? file.text =~ /JAVA_VERSION="(\d+)/ : null
    found ? found[0][1] as int : 0
}
def newest = (new File('/usr/lib/jvm').listFiles() ?: [] as File[]).max(release)
def run = { List mavens, Map variables ->
    def process = new ProcessBuilder(['bash', "${top}/src/it/maven-versions.sh".toString()] + mavens).redirectErrorStream(true)
    process.environment() << MavenRun.BRIEF + variables + [
            BUILT         : 'yes',
            REPO          : localRepositoryPath as String,
            SETTINGS      : new File(basedir.parentFile, "interpolated-settings.xml").path,
            MVN           : System.getProperty('maven.home') + '/bin/mvn',
            WORK          : "${basedir}/target" as String,
            DIGESTS       : "${basedir}/digests" as String,
            XDG_CACHE_HOME: System.getenv('XDG_CACHE_HOME') ?: "${top}/target/it-cache" as String]
    def running = process.start()
    def said = running.inputStream.text
    println said
    assert running.waitFor() == 0
    assert said.readLines().count { it =~ /ok +Maven / } == 8 * mavens.size()
}
run(['3.6.3', '3.9.16', '4.0.0-rc-4'], [:])
if (newest && release(newest) > Runtime.version().feature()) {
    run(['3.9.16', '4.0.0-rc-4'], [JDKS: newest.path])
}
return true
