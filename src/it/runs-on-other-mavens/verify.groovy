// The whole, with this plugin built by each Maven, is src/it/maven-versions.sh by hand.
def top = new File(basedir, '../../..').canonicalFile
def process = new ProcessBuilder('bash', "${top}/src/it/maven-versions.sh", '3.6.3', '4.0.0-rc-4').redirectErrorStream(true)
process.environment() << [
        BUILT         : 'yes',
        REPO          : localRepositoryPath as String,
        SETTINGS      : new File(basedir.parentFile, "interpolated-settings.xml").path,
        MVN           : System.getProperty('maven.home') + '/bin/mvn',
        WORK          : "${basedir}/target" as String,
        XDG_CACHE_HOME: System.getenv('XDG_CACHE_HOME') ?: "${top}/target/it-cache" as String]
def running = process.start()
def said = running.inputStream.text
println said
assert running.waitFor() == 0
assert said.readLines().count { it =~ /ok +Maven / } == 14
return true
