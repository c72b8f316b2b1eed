// Maven's summary names what was skipped, so that nobody takes it for tested.
import io.github.weepython.maven.MavenMatrix

return MavenMatrix.newerJava(new File('/usr/lib/jvm').toPath()).isPresent()
