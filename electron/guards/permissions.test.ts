import { describe, expect, it } from 'vitest';
import { isOwnCamera, mayUse, type PermissionQuestion } from './permissions.ts';

const camera: PermissionQuestion = {
  permission: 'media',
  address: 'app://tawi/#/vouchers/redeem',
  isMainFrame: true,
  media: ['video'],
};

describe('the camera', () => {
  it.each([
    [0, true],
    [5000, true],
    [5001, false],
    [Number.POSITIVE_INFINITY, false],
    [-1, false],
  ])('%d ms after a click: %s', (sinceMs, allowed) => {
    expect(mayUse(camera, sinceMs)).toBe(allowed);
  });

  it.each<readonly [string, Partial<PermissionQuestion>]>([
    ['with sound', { media: ['video', 'audio'] }],
    ['sound alone', { media: ['audio'] }],
    ['nothing named', { media: [] }],
    ['an unknown kind', { media: ['unknown'] }],
    ['another origin', { address: 'https://evil.example/' }],
    ['no origin', { address: undefined }],
    ['a frame inside', { isMainFrame: false }],
  ])('is refused: %s', (_why, change) => {
    expect([mayUse({ ...camera, ...change }, 0), isOwnCamera({ ...camera, ...change })]).toEqual([
      false,
      false,
    ]);
  });
});

it.each([
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'midi',
  'notifications',
  'openExternal',
  'persistent-storage',
  'serial',
  'usb',
  'unknown',
])('%s is refused', (permission) => {
  expect(mayUse({ ...camera, permission }, 0)).toBe(false);
});
