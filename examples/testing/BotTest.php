<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

final class BotTest extends TestCase
{
    private static string $url = '';

    /** @var resource|null */
    private static $server = null;

    /** @var resource[] */
    private static array $pipes = [];

    public static function setUpBeforeClass(): void
    {
        self::$url = getenv('MOCKGENIE_URL') ?: '';
        if (self::$url !== '') {
            return;
        }
        $command = ['python', '-m', 'mockgenie', 'serve', '--port', '0'];
        self::$server = proc_open($command, [1 => ['pipe', 'w']], self::$pipes);
        $line = (string) fgets(self::$pipes[1]);
        self::assertSame(1, preg_match('/listening on (\S+)/', $line, $found), $line);
        self::$url = $found[1];
    }

    public static function tearDownAfterClass(): void
    {
        if (self::$server !== null) {
            proc_terminate(self::$server);
            fclose(self::$pipes[1]);
            proc_close(self::$server);
        }
    }

    protected function setUp(): void
    {
        self::admin('POST', 'reset', []);
    }

    public function testAQuotaErrorOnTheThirdTurnIsTold(): void
    {
        $fault = ['when' => 'turn = 3', 'error' => 'Too Many Requests', 'times' => 1];
        self::admin('POST', 'faults', $fault);

        // Your bot's code instead of these lines.
        $open = ['method' => 'open_dialog', 'name' => 'Weather', 'access_method' => 'internal_data'];
        $uuid = self::call($open)['return_object']['uuid'];
        $say = fn (string $text): array => self::call(
            ['method' => 'dialog', 'uuid' => $uuid, 'text' => $text]
        );
        self::assertSame(0, $say('서울 내일 날씨 알려줘')['result']);
        self::assertSame(0, $say('부산은요?')['result']);
        self::assertSame('Too Many Requests', $say('대구는요?')['reason']);
        self::assertSame(0, $say('대구는요?')['result']);

        $journal = self::admin('GET', 'journal?when=' . rawurlencode('text = "대구는요?"'));
        $messages = array_column($journal['entries'], 'message');
        self::assertSame(['Too Many Requests', ''], $messages);
    }

    /** Calls /Dialog as a bot does; the answer. */
    private static function call(array $argument): array
    {
        $request = ['access_key' => 'test', 'argument' => $argument];
        return json_decode(self::send('POST', self::$url, $request), true);
    }

    /** Calls the admin API; the answer. */
    private static function admin(string $method, string $path, ?array $body = null): ?array
    {
        $url = str_replace('/Dialog', "/__mockgenie/$path", self::$url);
        $answer = self::send($method, $url, $body);
        return $answer === '' ? null : json_decode($answer, true);
    }

    private static function send(string $method, string $url, ?array $body): string
    {
        $options = [
            'method' => $method,
            'header' => ['Content-Type: application/json'],
            'content' => $body === null ? '' : json_encode((object) $body, JSON_UNESCAPED_UNICODE),
            'protocol_version' => 1.1,
            'ignore_errors' => true,
        ];
        $answer = file_get_contents($url, false, stream_context_create(['http' => $options]));
        self::assertIsString($answer);
        return $answer;
    }
}
