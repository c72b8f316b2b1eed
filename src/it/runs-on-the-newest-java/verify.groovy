// The same image as by the Java that runs Maven.
import io.github.weepython.maven.MavenMatrix

def matrix = new MavenMatrix(basedir, localRepositoryPath)
def newest = MavenMatrix.newerJava(new File('/usr/lib/jvm').toPath()).get()
matrix.run(['3.9.16'], new File(System.getProperty('java.home')).toPath(), newest)
matrix.run(['4.0.0-rc-4'], newest)
return true
