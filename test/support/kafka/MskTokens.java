import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerExtensionsValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * Has a broker take the tokens that MSK takes, and no others: a URL of kafka-cluster:Connect in the region, presigned with the secret key of the one
 * account that there is, and not expired. It computes the signature anew, as
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html says. Region and keys are options of the listener.
 */
public class MskTokens implements AuthenticateCallbackHandler {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private Map<String, ?> options = Map.of();

  @Override
  public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    options = entries.get(0).getOptions();
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof OAuthBearerValidatorCallback asked) {
        try {
          asked.token(verified(asked.tokenValue()));
        } catch (Exception refused) {
          asked.error("invalid_token: " + refused.getMessage(), null, null);
        }
      } else if (callback instanceof OAuthBearerExtensionsValidatorCallback asked) {
        asked.inputExtensions().map().keySet().forEach(asked::valid);
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private OAuthBearerToken verified(String token) throws Exception {
    URI url = new URI(new String(Base64.getUrlDecoder().decode(token), "UTF-8"));
    // The signer adds these two to what it has signed.
    List<String> signed = Arrays.stream(url.getRawQuery().split("&"))
        .filter(pair -> !pair.startsWith("X-Amz-Signature=") && !pair.startsWith("User-Agent="))
        .sorted()
        .toList();
    Map<String, String> said = Arrays.stream(url.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    String region = options.get("region").toString();
    Instant at = Instant.from(TIME.parse(said.get("X-Amz-Date")));
    Instant until = at.plusSeconds(Long.parseLong(said.get("X-Amz-Expires")));
    String day = said.get("X-Amz-Date").substring(0, 8);
    String scope = day + "/" + region + "/kafka-cluster/aws4_request";
    must("https".equals(url.getScheme()) && url.getHost().equals("kafka." + region + ".amazonaws.com"), "host");
    must("kafka-cluster:Connect".equals(said.get("Action")), "action");
    must((options.get("accessKeyId") + "/" + scope).equals(said.get("X-Amz-Credential")), "credential");
    must(options.get("sessionToken").equals(said.get("X-Amz-Security-Token")), "session");
    must("AWS4-HMAC-SHA256".equals(said.get("X-Amz-Algorithm")) && "host".equals(said.get("X-Amz-SignedHeaders")), "algorithm");
    must(!Instant.now().isAfter(until) && !at.isAfter(Instant.now().plusSeconds(300)), "time");

    String canonical = String.join("\n", "GET", "/", String.join("&", signed), "host:" + url.getHost(), "", "host", sha256(""));
    String text = String.join("\n", "AWS4-HMAC-SHA256", said.get("X-Amz-Date"), scope, sha256(canonical));
    byte[] key = ("AWS4" + options.get("secretAccessKey")).getBytes("UTF-8");
    for (String part : scope.split("/")) key = hmac(key, part);
    must(HexFormat.of().formatHex(hmac(key, text)).equals(said.get("X-Amz-Signature")), "signature");
    return new Verified(token, options.get("accessKeyId").toString(), at.toEpochMilli(), until.toEpochMilli());
  }

  private record Verified(String value, String principalName, Long startTimeMs, long lifetimeMs) implements OAuthBearerToken {
    @Override
    public Set<String> scope() {
      return Set.of();
    }
  }

  private static void must(boolean holds, String what) {
    if (!holds) throw new IllegalArgumentException(what);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8")));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes("UTF-8"));
  }

  @Override
  public void close() {}
}
