import org.codehaus.plexus.util.FileUtils

// The examples themselves, in one reactor, with the plugin as it stands instead of the module that builds it.
def all = ['asgi-service', 'site-with-static-files', 'batch-job', 'java-and-python']
def examples = new File(basedir, '../../../examples').canonicalFile
all.each { String name ->
    FileUtils.copyDirectoryStructure(new File(examples, name), new File(basedir, name))
    def pom = new File(basedir, "${name}/pom.xml")
    pom.text = pom.text.replace('<module>../..</module>', '')
}
new File(basedir, 'pom.xml').text = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>builds-the-examples</artifactId>
  <version>1.0.0</version>
  <packaging>pom</packaging>
  <modules>
${all.collect { "    <module>${it}</module>" }.join('\n')}
  </modules>
</project>
"""

return true
