import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import java.util.regex.Matcher

def mb = { String.format(Locale.ROOT, '%.1f', it / 1e6d) }
def table = { List head, List rows -> ([head, head.collect { '---' }] + rows).collect { '| ' + it.join(' | ') + ' |' }.join('\n') + '\n' }
// The text around a table is written by hand.
def write = { String page, String begins, String text ->
    def file = new File(basedir, "../../../docs/${page}").canonicalFile
    assert file.text.contains("| ${begins} |")
    file.text = file.text.replaceFirst("(?m)^\\| ${begins} \\|.*\\n(^\\|.*\\n)*", Matcher.quoteReplacement(text))
}

def all = new File(basedir, 'target').listFiles().findAll { new File(it, 'images.json').exists() }.sort { it.name as int }.collectMany { folder ->
    def patches = new File(folder, 'patches.json')
    new JsonSlurper().parse(new File(folder, 'images.json')).images.collect { image ->
        def suite = new XmlSlurper().parse(new File(folder, "verify/TEST-${image.tags[0]}.xml"))
        assert suite.@failures == '0'
        [image: image, patches: patches.exists() ? new JsonSlurper().parse(patches).size() ?: 'none' : 'none',
         passed: suite.testcase.findAll { it.skipped.isEmpty() }.size(), skipped: suite.testcase.findAll { !it.skipped.isEmpty() }.size()]
    }
}
assert all.size() == 26

def what = { [it.image.python + (it.image.freeThreading ? 't' : ''), it.image.flavour, it.image.base] }
def sizes = { [mb(it.image.size), mb(it.image.rawSize)] }
def versions = table(['Python', 'flavour', 'base', 'Debian\'s patches', 'checks passed', 'skipped', 'compressed, MB', 'unpacked, MB'],
    all.collect { what(it) + [it.patches, it.passed, it.skipped] + sizes(it) })
println versions
write('versions.md', 'Python', versions)
write('moving-from-optimized-python-docker.md', 'image', table(['image', 'compressed, MB', 'unpacked, MB'], all.collect { [what(it).join(', ')] + sizes(it) }))

return true
