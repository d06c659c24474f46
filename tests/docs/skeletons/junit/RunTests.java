import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the tests of a class in JUnit's order; what fails is thrown. */
public final class RunTests {
    private RunTests() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> tests = Class.forName(arguments[0]);
        Constructor<?> maker = tests.getDeclaredConstructor();
        maker.setAccessible(true);
        int run = 0;
        try {
            call(tests, BeforeAll.class, null);
            for (Method test : tests.getDeclaredMethods()) {
                if (test.isAnnotationPresent(Test.class)) {
                    Object instance = maker.newInstance();
                    call(tests, BeforeEach.class, instance);
                    test.setAccessible(true);
                    test.invoke(instance);
                    run++;
                }
            }
        } finally {
            call(tests, AfterAll.class, null);
        }
        if (run == 0) {
            throw new AssertionError("no test");
        }
    }

    private static void call(Class<?> tests, Class<? extends Annotation> mark, Object instance)
            throws Exception {
        for (Method method : tests.getDeclaredMethods()) {
            if (method.isAnnotationPresent(mark)) {
                method.setAccessible(true);
                method.invoke(instance);
            }
        }
    }
}
