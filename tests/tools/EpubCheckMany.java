import com.adobe.epubcheck.tool.EpubChecker;

/** Checks each file of the arguments in one virtual machine and writes FILE.json beside it. */
public class EpubCheckMany {
  public static void main(String[] files) {
    for (String file : files) {
      new EpubChecker().run(new String[] {file, "--quiet", "--json", file + ".json"});
    }
  }
}
