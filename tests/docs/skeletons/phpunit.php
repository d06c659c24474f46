<?php
// Stands in for PHPUnit: runs the tests of a class in its order; what fails is thrown.

declare(strict_types=1);

namespace PHPUnit\Framework {
    abstract class TestCase
    {
        public static function setUpBeforeClass(): void
        {
        }

        public static function tearDownAfterClass(): void
        {
        }

        protected function setUp(): void
        {
        }

        public static function assertSame(mixed $expected, mixed $actual, string $message = ''): void
        {
            if ($expected !== $actual) {
                $shown = var_export($expected, true) . ' is not ' . var_export($actual, true);
                throw new \Exception("$message $shown");
            }
        }

        public static function assertIsString(mixed $actual): void
        {
            self::assertSame('string', gettype($actual));
        }

        public function run(string $test): void
        {
            $this->setUp();
            $this->$test();
        }
    }
}

namespace {
    set_error_handler(function (int $level, string $message): bool {
        throw new ErrorException($message);
    });
    [, $file, $class] = $argv;
    require $file;
    $tests = preg_grep('/^test/', get_class_methods($class));
    if (!$tests) {
        throw new Exception('no test');
    }
    $class::setUpBeforeClass();
    try {
        foreach ($tests as $test) {
            (new $class())->run($test);
        }
    } finally {
        $class::tearDownAfterClass();
    }
}
