import org.codehaus.plexus.util.FileUtils

// examples/web-service itself, with the plugin as it stands instead of the module that builds it.
def example = new File(basedir, '../../../examples/web-service').canonicalFile
FileUtils.copyDirectoryStructure(new File(example, 'wheels'), new File(basedir, 'wheels'))
def pom = new File(example, 'pom.xml').text
new File(basedir, 'pom.xml').text = pom.replaceFirst(/(?s)<modules>.*<\/modules>/, '')

return true
