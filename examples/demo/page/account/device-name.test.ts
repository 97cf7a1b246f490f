import { expect, it } from 'vitest';
import { deviceNameOf } from './device-name.ts';

it.for([
  [
    'Firefox 133 on Windows',
    'desktop',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
  ],
  [
    'Safari 18 on iPhone',
    'phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'Chrome 142 on Android',
    'phone',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  ],
  [
    'Microsoft Edge 142 on Windows',
    'desktop',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  ],
] as const)('names %s', ([text, kind, userAgent]) => {
  expect(deviceNameOf(userAgent)).toEqual({ text, kind });
});

it.for([null, '', ' ', 'curl/8.5.0', 'This device/1 ', 'constructor/1 (x)', '('.repeat(255)])(
  'does not take the word of %j',
  (userAgent) => {
    expect(deviceNameOf(userAgent)).toEqual({ text: 'Unknown browser', kind: 'unknown' });
  },
);
