import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files with veraPDF's engine: the flavour (ua1), then files. Prints one line a file, then its failures. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            validate(arguments[i], flavour);
        }
    }

    private static void validate(String path, PDFAFlavour flavour) throws Exception {
        try (FileInputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100000, true, false, false)) {
            ValidationResult result = validator.validate(parser);
            TreeMap<String, Integer> failures = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failures.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
            System.out.printf("file\t%s\t%d\t%d%n", path, result.getTotalAssertions(), failed);
            failures.forEach((rule, count) -> System.out.printf("failure\t%s\t%d%n", rule, count));
        }
    }
}
