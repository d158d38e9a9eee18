package dev.dunder.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The list as somebody sees it who clicks. Skipped where there is no Chromium. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static ChromeDriver browser;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestServer.newDatabase();
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> 4);
    }

    @BeforeAll
    static void open() {
        assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "There is no Chromium: apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1000,1200");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort().build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static List<String> texts(String css) {
        return browser.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
    }

    private static WebElement element(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    /** Clicks, and waits for the page that follows. */
    private static void click(String css) {
        WebElement before = element("html");
        element(css).click();
        new WebDriverWait(browser, Duration.ofSeconds(30)).until(ExpectedConditions.stalenessOf(before));
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(ExpectedConditions.presenceOfElementLocated(By.id("page")));
    }

    @Test
    void aListIsFilteredSortedAndPaged() {
        browser.get("http://localhost:" + port + "/");
        assertThat(browser.getTitle()).isEqualTo("Products");
        assertThat(texts("#total")).containsExactly("42 products");
        assertThat(texts("td.name")).hasSize(10).startsWith("Apple Cake", "Apple Coffee", "Apple Tea");

        new Select(element("[name=category__name]")).selectByVisibleText("Tea");
        element("[name=name__icontains]").sendKeys("e");
        click("form button");
        assertThat(texts("td.category")).containsOnly("Tea");
        assertThat(texts("#total")).containsExactly("14 products");
        assertThat(new Select(element("[name=category__name]")).getFirstSelectedOption().getText()).isEqualTo("Tea");

        click("#by-price");
        assertThat(texts("td.price")).startsWith("5.75", "6.50");
        click("#by-price");
        assertThat(texts("td.price")).startsWith("15.50", "14.75");
        assertThat(texts("td.name")).startsWith("White Tea", "Spring Tea");

        click("#next");
        assertThat(texts("#page")).containsExactly("page 2 of 2");
        assertThat(texts("td.name")).containsExactly("Blue Tea", "Black Tea", "Autumn Tea", "Apple Tea");
        assertThat(browser.findElements(By.id("next"))).isEmpty();
        click("#previous");
        assertThat(texts("td.name")).startsWith("White Tea");

        element("[name=price__lte]").sendKeys("6");
        click("form button");
        assertThat(texts("td.name")).containsExactly("Apple Tea");
        assertThat(texts("#page")).containsExactly("page 1 of 1");
    }
}
