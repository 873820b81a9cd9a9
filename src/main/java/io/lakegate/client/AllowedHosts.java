package io.lakegate.client;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that may receive a request or a token: setting {@code lakegate.allowed-hosts}, comma
 * separated host names, {@code *.suffix}, IP addresses and CIDR ranges, each optionally with {@code
 * :port}. Addresses of workspaces are typed by people, so this is also what keeps them from making
 * the portal ask its own network: a host that only a wildcard allows must not lead to a {@linkplain
 * PublicAddress non-public} address, unless a listed address or range contains it. A host listed by
 * its very name may: the operator wrote it.
 *
 * <p>A name may lead elsewhere a second later (DNS rebinding), so {@link #require} is for early
 * answers, and a client connects only to what {@link #resolve} gave. All refusals are {@link
 * ErrorCode#HOST_NOT_ALLOWED}.
 */
@ApplicationScoped
public class AllowedHosts {
  private List<AllowedHost> entries = List.of();
  private HostLookup lookup = InetAddress::getAllByName;
  private OutboundProxy proxy;

  /** Looks up the present addresses of a host name. */
  @FunctionalInterface
  public interface HostLookup {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /** Outside CDI: {@code setting} as in the configuration. */
  public static AllowedHosts of(String setting) {
    return of(setting, InetAddress::getAllByName);
  }

  /** Outside CDI, with a look-up of one's own. */
  public static AllowedHosts of(String setting, HostLookup lookup) {
    AllowedHosts hosts = new AllowedHosts();
    hosts.lookup = lookup;
    hosts.entries = entries(setting);
    return hosts;
  }

  /** Refuses to start on an entry it does not understand, rather than guess. */
  @PostConstruct
  void read() {
    entries = entries(Setting.ALLOWED_HOSTS.get());
    proxy = OutboundProxy.configured().orElse(null);
  }

  /**
   * Reads the settings at start. CDI would create this bean only on first use, which is too late to
   * report a bad setting.
   */
  public void begin() {
    read();
  }

  /** Outside CDI: the same hosts, reached through a proxy. */
  public AllowedHosts through(OutboundProxy between) {
    proxy = between;
    return this;
  }

  /** The proxy for requests to that host; null if they go straight to it. */
  public OutboundProxy proxyTo(String host) {
    return proxy != null && proxy.carries(plain(host)) ? proxy : null;
  }

  private static List<AllowedHost> entries(String setting) {
    return Arrays.stream(setting.split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(AllowedHost::parse)
        .toList();
  }

  /**
   * Refuses an address that requests must not go to, looking the host up where that decides. A name
   * that leads nowhere at present passes, and so does one a proxy will look up: this machine may
   * not even have name servers for it.
   */
  public void require(URI uri) {
    requireListed(uri);
    if (proxyTo(uri.getHost()) != null) {
      return;
    }
    try {
      resolve(uri);
    } catch (UnknownHostException e) {
      // Nothing to reach, so nothing to protect; connecting asks again.
      return;
    }
  }

  /** The part of {@link #require} that needs no look-up. */
  public void requireListed(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refusal(scheme + "://" + uri.getHost());
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw refusal(String.valueOf(uri.getHost()));
    }
    requireListed(plain(uri.getHost()), port(uri));
  }

  /** Resolves the host and port of an address, like {@link #resolve(String, int)}. */
  public InetAddress[] resolve(URI uri) throws UnknownHostException {
    return resolve(uri.getHost(), port(uri));
  }

  /**
   * The addresses that requests to a host may connect to: the proxy's where one is between, which
   * an operator has written and nobody typed, else the host's. Refuses when any of them may not: an
   * answer that mixes public and private addresses is how rebinding looks.
   */
  InetAddress[] resolve(String host, int port) throws UnknownHostException {
    String name = plain(host);
    boolean byName = requireListed(name, port);
    if (proxyTo(name) != null) {
      return lookup.lookUp(proxy.host());
    }
    InetAddress literal = AllowedHost.literal(name);
    if (literal != null) {
      return new InetAddress[] {literal};
    }
    InetAddress[] addresses = lookup.lookUp(name);
    for (InetAddress address : addresses) {
      if (!byName && !PublicAddress.is(address) && !isListed(address, port)) {
        throw refusal(name);
      }
    }
    return addresses;
  }

  /** Whether the very name is listed, and not just a wildcard that covers it. */
  private boolean requireListed(String name, int port) {
    InetAddress literal = AllowedHost.literal(name);
    if (literal != null) {
      if (!isListed(literal, port)) {
        throw refusal(name);
      }
      return true;
    }
    if (AllowedHost.looksNumeric(name)) {
      throw refusal(name);
    }
    if (entries.stream().anyMatch(entry -> entry.names(name, port))) {
      return true;
    }
    if (entries.stream().noneMatch(entry -> entry.covers(name, port))) {
      throw refusal(name);
    }
    return false;
  }

  private boolean isListed(InetAddress address, int port) {
    return entries.stream().anyMatch(entry -> entry.contains(address, port));
  }

  private static LakegateException refusal(String host) {
    return new LakegateException(ErrorCode.HOST_NOT_ALLOWED, host);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Lower case, without brackets and the root's dot, so that one host has one spelling. */
  static String plain(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
