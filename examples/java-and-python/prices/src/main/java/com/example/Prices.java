package com.example;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Properties;

/** What things cost, for services in Java. */
public final class Prices {
  private Prices() {}

  /** The price of one item. */
  public static BigDecimal of(String item) throws IOException {
    Properties table = new Properties();
    try (InputStream in = Prices.class.getResourceAsStream("prices.properties")) {
      table.load(in);
    }
    return new BigDecimal(table.getProperty(item));
  }
}
