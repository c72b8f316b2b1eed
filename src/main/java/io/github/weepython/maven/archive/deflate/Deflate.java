package io.github.weepython.maven.archive.deflate;

/** Deflates a piece of a stream, on its own but for what stands before it. */
public final class Deflate {
  /** How much time is spent on size. */
  public enum Effort {
    /** As quick as zlib's usual level, and about as small. */
    FAST,
    /** About a twentieth smaller than zlib's best, at a tenth of the speed. */
    BEST
  }

  private Deflate() {}

  /**
   * Whole blocks, none of them marked as the last, ending on a byte boundary.
   *
   * @param bytes the piece, with what stands before it in the stream
   * @param from where the piece begins; the 32 KiB before it may be referred to
   * @param to where it ends
   */
  public static byte[] deflate(byte[] bytes, int from, int to, Effort effort) {
    BitWriter out = new BitWriter((to - from) / 2 + 64);
    BlockWriter blocks = new BlockWriter(out);
    if (effort == Effort.FAST) {
      Tokens tokens = new LazyParser(bytes, from, to).parse();
      for (Block block : Splitter.split(tokens, from)) {
        blocks.write(tokens, block.first(), block.end(), bytes, block.from(), block.to());
      }
    } else {
      MatchTable matches = TreeMatcher.matches(bytes, from, to);
      for (Block block : Splitter.split(matches.longest(bytes, from, to), from)) {
        Tokens tokens = new OptimalParser(bytes, matches, block.from(), block.to()).parse();
        blocks.write(tokens, 0, tokens.size(), bytes, block.from(), block.to());
      }
    }
    blocks.align();
    return out.toBytes();
  }
}
