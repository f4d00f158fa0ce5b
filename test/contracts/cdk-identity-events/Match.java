import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Reads a list of {"patterns": {name: pattern}, "events": [event]} and prints, for each event of each, the names of the
 * patterns that match, as Event Ruler decides, the library that EventBridge itself matches with.
 */
class Match {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<List<List<String>>> answers = new ArrayList<>();
    for (JsonNode question : json.readTree(System.in)) {
      Machine machine = new Machine();
      for (var pattern : question.get("patterns").properties()) {
        machine.addRule(pattern.getKey(), pattern.getValue().toString());
      }
      List<List<String>> matched = new ArrayList<>();
      for (JsonNode event : question.get("events")) {
        matched.add(machine.rulesForJSONEvent(event.toString()).stream().sorted().toList());
      }
      answers.add(matched);
    }
    json.writeValue(System.out, answers);
  }
}
