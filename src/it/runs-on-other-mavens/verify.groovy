// A short matrix: the oldest Maven, the current one and the next. runs-on-the-newest-java has another Java;
// src/it/maven-versions.sh by hand also builds the plugin with each.
import io.github.weepython.maven.MavenMatrix

new MavenMatrix(basedir, localRepositoryPath).run(['3.6.3', '3.9.16', '4.0.0-rc-4'])
return true
