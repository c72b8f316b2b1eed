package io.github.weepython.maven.archive.deflate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neighbouring blocks that are shorter as one become one, until no two are. */
final class Merger {
  /** A block, with what was found out about it. */
  private static final class Counted {
    final Block block;
    final Frequencies frequencies;
    final long bits;

    /** The neighbour with which it would be longer. */
    @Nullable Counted refused;

    Counted(Block block, Frequencies frequencies) {
      this.block = block;
      this.frequencies = frequencies;
      this.bits = BlockWriter.bits(frequencies);
    }

    Counted with(Counted next) {
      Block both = new Block(block.first(), next.block.end(), block.from(), next.block.to());
      return new Counted(both, frequencies.plus(next.frequencies));
    }
  }

  private Merger() {}

  static List<Block> merged(Tokens tokens, List<Block> blocks) {
    List<Counted> counted = new ArrayList<>();
    for (Block block : blocks) {
      counted.add(new Counted(block, Frequencies.of(tokens, block.first(), block.end())));
    }
    int before;
    do {
      before = counted.size();
      counted = once(counted);
    } while (counted.size() < before);
    return counted.stream().map(each -> each.block).toList();
  }

  private static List<Counted> once(List<Counted> blocks) {
    List<Counted> result = new ArrayList<>();
    Counted last = blocks.get(0);
    for (Counted next : blocks.subList(1, blocks.size())) {
      if (last.refused != next) {
        Counted both = last.with(next);
        if (both.bits <= last.bits + next.bits) {
          last = both;
          continue;
        }
        last.refused = next;
      }
      result.add(last);
      last = next;
    }
    result.add(last);
    return result;
  }
}
