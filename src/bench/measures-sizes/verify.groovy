import com.github.luben.zstd.ZstdInputStream
import groovy.json.JsonSlurper
import io.github.weepython.maven.archive.TarReader
import java.util.zip.GZIPInputStream

def mb = { String.format(Locale.ROOT, '%.2f', it / 1e6d) }
def goals = new Properties()
new File(basedir, 'invoker.properties').withInputStream { goals.load(it) }
def rows = (1..9).collect { number ->
    def wish = goals.getProperty("invoker.goals.${number}")
    def value = { String name, String usual -> (wish =~ /-Dwee\.${name}=(\S+)/).with { it ? it[0][1] : usual } }
    def folder = new File(basedir, "target/${number}")
    def layers = new JsonSlurper().parse(new File(folder, 'image.json')).layers
    def files = 0L
    layers.each { layer ->
        new File(folder, 'oci/blobs/' + layer.digest.replace(':', '/')).withInputStream { blob ->
            def tar = value('compression', 'fast') == 'zstd' ? new ZstdInputStream(blob) : new GZIPInputStream(blob)
            TarReader.read(layer.title, tar, TarReader.Devices.REFUSE) { entry, size, body -> files += size }
        }
    }
    [value('base', ''), value('pip', 'true') == 'true' ? 'yes' : 'no', value('stdlib', 'source+pyc'), value('compression', 'fast'),
     mb(layers.sum { it.size }), mb(files), mb(layers.sum { it.rawSize })] + layers.collect { "${it.title} ${mb(it.size)}" }.join(', ')
}
def head = ['base', 'pip', 'stdlib', 'compression', 'compressed', 'files', 'tar', 'layers, compressed']
def table = ([head, head.collect { '---' }] + rows).collect { '| ' + it.join(' | ') + ' |' }.join('\n')
println table
def docs = new File(basedir, '../../../docs/sizes.md').canonicalFile
// The text around the table is written by hand.
docs.text = docs.text.replaceFirst(/(?s)(\| base \|.*\|\n)|(TABLE\n)/, java.util.regex.Matcher.quoteReplacement(table + '\n'))

// A browser's picture of the report.
def browser = new File(basedir, 'browser')
def chromium = ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--hide-scrollbars', '--window-size=1100,1020', "--user-data-dir=${browser}", "--screenshot=${docs.parent}/report.png",
    "file://${basedir}/target/6/report.html"]
def process = new ProcessBuilder(chromium*.toString()).redirectErrorStream(true).start()
def said = process.inputStream.text
assert process.waitFor() == 0 : said

return true
