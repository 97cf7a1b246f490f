/** Bytes in hexadecimal digits, and what AES-256-GCM makes of them; without a plaintext, decryption must fail. */
export interface Vector {
  readonly key: string;
  readonly iv: string;
  readonly additionalData: string;
  readonly plaintext: string | undefined;
  readonly ciphertext: string;
  readonly tag: string;
}

const vector = (
  key: string,
  iv: string,
  additionalData: string,
  plaintext: string | undefined,
  ciphertext: string,
  tag: string,
): Vector => ({ key, iv, additionalData, plaintext, ciphertext, tag });

const zeros = (bytes: number) => '00'.repeat(bytes);
const SPECIFIED_KEY = 'feffe9928665731c6d6a8f9467308308'.repeat(2);
const SPECIFIED_PLAINTEXT =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
const SPECIFIED_CIPHERTEXT =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662';

/**
 * The test cases 13 to 16 of the specification of GCM, by their numbers.
 *
 * @see https://csrc.nist.gov/groups/ST/toolkit/BCM/documents/proposedmodes/gcm/gcm-spec.pdf
 */
export const specified: readonly (readonly [number, Vector])[] = [
  [13, vector(zeros(32), zeros(12), '', '', '', '530f8afbc74536b9a963b4f1c4cb738b')],
  [
    14,
    vector(
      zeros(32),
      zeros(12),
      '',
      zeros(16),
      'cea7403d4d606b6e074ec5d3baf39d18',
      'd0d1c8a799996bf0265b98b5d48ab919',
    ),
  ],
  [
    15,
    vector(
      SPECIFIED_KEY,
      'cafebabefacedbaddecaf888',
      '',
      `${SPECIFIED_PLAINTEXT}1aafd255`,
      `${SPECIFIED_CIPHERTEXT}898015ad`,
      'b094dac5d93471bdec1a502270e3cc6c',
    ),
  ],
  [
    16,
    vector(
      SPECIFIED_KEY,
      'cafebabefacedbaddecaf888',
      'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      SPECIFIED_PLAINTEXT,
      SPECIFIED_CIPHERTEXT,
      '76fc6ece0f4e1768cddf8853bb2d551b',
    ),
  ],
];

/**
 * Some of NIST's vectors for implementations that are validated: gcmEncryptExtIV256, with IVs of 96 and tags of 128 bits.
 *
 * @see https://csrc.nist.gov/projects/cryptographic-algorithm-validation-program/cavp-testing-block-cipher-modes
 */
export const encrypted: readonly Vector[] = [
  vector(
    'b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4',
    '516c33929df5a3284ff463d7',
    '',
    '',
    '',
    'bdc1ac884d332457a1d2664f168c76f0',
  ),
  vector(
    'f4069bb739d07d0cafdcbc609ca01597f985c43db63bbaaa0debbb04d384e49c',
    'd25ff30fdc3d464fe173e805',
    '3e1449c4837f0892f9d55127c75c4b25d69be334baf5f19394d2d8bb460cbf2120e14736d0f634aa792feca20e455f11',
    '',
    '',
    '805ec2931c2181e5bfb74fa0a975f0cf',
  ),
  vector(
    '31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22',
    '0d18e06c7c725ac9e362e1ce',
    '',
    '2db5168e932556f8089a0622981d017d',
    'fa4362189661d163fcd6a56d8bf0405a',
    'd636ac1bbedd5cc3ee727dc2ab4a9489',
  ),
  vector(
    '92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b',
    'ac93a1a6145299bde902f21a',
    '1e0889016f67601c8ebea4943bc23ad6',
    '2d71bcfa914e4ac045b2aa60955fad24',
    '8995ae2e6df3dbf96fac7b7137bae67f',
    'eca5aa77d51d4a0a14d9c51e1da474ab',
  ),
  vector(
    '69b458f2644af9020463b40ee503cdf083d693815e2659051ae0d039e606a970',
    '8d1da8ab5f91ccd09205944b',
    '036ad5e5494ef817a8af2f5828784a4bfedd1653',
    'f3e0e09224256bf21a83a5de8d',
    'c0a62d77e6031bfdc6b13ae217',
    'a794a9aaee48cd92e47761bf1baff0af',
  ),
  vector(
    '26bf255bee60ef0f653769e7034db95b8c791752754e575c761059e9ee8dcf78',
    'cecd97ab07ce57c1612744f5',
    'afebbe9f260f8c118e52b84d8880a34622675faef334cdb41be9385b7d059b79c0f8a432d25f8b71e781b177fce4d4c57ac5734543e85d7513f96382ff4b2d4b95b2f1fdbaf9e78bbd1db13a7dd26e8a4ac83a3e8ab42d1d545f',
    '96983917a036650763aca2b4e927d95ffc74339519ed40c4336dba91edfbf9ad',
    'e34b1540a769f7913331d66796e00bdc3ee0f258cf244eb7663375cc5ad6c658',
    '3841f02beb7a7fca7e578922d0a2f80c',
  ),
  vector(
    '24501ad384e473963d476edcfe08205237acfd49b5b8f33857f8114e863fec7f',
    '9ff18563b978ec281b3f2794',
    'adb5ec720ccf9898500028bf34afccbcaca126ef',
    '27f348f9cdc0c5bd5e66b1ccb63ad920ff2219d14e8d631b3872265cf117ee86757accb158bd9abb3868fdc0d0b074b5f01b2c',
    'eb7cb754c824e8d96f7c6d9b76c7d26fb874ffbf1d65c6f64a698d839b0b06145dae82057ad55994cf59ad7f67c0fa5e85fab8',
    'bc95c532fecc594c36d1550286a7a3f0',
  ),
];

/** Some of those of gcmDecrypt256, of the same sizes. */
export const decrypted: readonly Vector[] = [
  vector(
    'f5a2b27c74355872eb3ef6c5feafaa740e6ae990d9d48c3bd9bb8235e589f010',
    '58d2240f580a31c1d24948e9',
    '',
    '',
    '',
    '15e051a5e4a5f5da6cea92e2ebee5bac',
  ),
  vector(
    'e5a8123f2e2e007d4e379ba114a2fb66e6613f57c72d4e4f024964053028a831',
    '51e43385bf533e168427e1ad',
    '',
    undefined,
    '',
    '38fe845c66e66bdd884c2aecafd280e6',
  ),
  vector(
    '6dfdafd6703c285c01f14fd10a6012862b2af950d4733abb403b2e745b26945d',
    '3749d0b3d5bacb71be06ade6',
    'c0d249871992e70302ae008193d1e89f',
    '',
    '',
    '4aa4cc69f84ee6ac16d9bfb4e05de500',
  ),
  vector(
    '2c392a5eb1a9c705371beda3a901c7c61dca4d93b4291de1dd0dd15ec11ffc45',
    '0723fb84a08f4ea09841f32a',
    '140be561b6171eab942c486a94d33d43',
    undefined,
    '',
    'aa0e1c9b57975bfc91aa137231977d2c',
  ),
  vector(
    '4c8ebfe1444ec1b2d503c6986659af2c94fafe945f72c1e8486a5acfedb8a0f8',
    '473360e0ad24889959858995',
    '',
    '7789b41cb3ee548814ca0b388c10b343',
    'd2c78110ac7e8f107c0df0570bd7c90c',
    'c26a379b6d98ef2852ead8ce83a833a7',
  ),
  vector(
    'c997768e2d14e3d38259667a6649079de77beb4543589771e5068e6cd7cd0b14',
    '835090aed9552dbdd45277e2',
    '',
    undefined,
    '9f6607d68e22ccf21928db0986be126e',
    'f32617f67c574fd9f44ef76ff880ab9f',
  ),
  vector(
    '6450d4501b1e6cfbe172c4c8570363e96b496591b842661c28c2f6c908379cad',
    '7e4262035e0bf3d60e91668a',
    'f1c522f026e4c5d43851da516a1b78768ab18171',
    '17449e236ef5858f6d891412495ead4607bfae2a2d735182a2a0242f9d52fc5345ef912dbe16f3bb4576fe3bcafe336dee6085',
    '5a99b336fd3cfd82f10fb08f7045012415f0d9a06bb92dcf59c6f0dbe62d433671aacb8a1c52ce7bbf6aea372bf51e2ba79406',
    'fe93b01636f7bb0458041f213e98de65',
  ),
  vector(
    'e9d381a9c413bee66175d5586a189836e5c20f5583535ab4d3f3e612dc21700e',
    '23e81571da1c7821c681c7ca',
    '6f39c9ae7b8e8a58a95f0dd8ea6a9087cbccdfd6',
    undefined,
    'a25f3f580306cd5065d22a6b7e9660110af7204bb77d370f7f34bee547feeff7b32a596fce29c9040e68b1589aad48da881990',
    '5b6dcd70eefb0892fab1539298b92a4b',
  ),
  vector(
    '5f72046245d3f4a0877e50a86554bfd57d1c5e073d1ed3b5451f6d0fc2a8507a',
    'ea6f5b391e44b751b26bce6f',
    '9b3a68c941d42744673fb60fea49075eae77322e7e70e34502c115b6495ebfc796d6290807653c6b53cd84281bd0311656d0013f44619d2748177e99e8f8347c989a7b59f9d8dcf00f31db0684a4a83e037e8777bae55f799b0d',
    'b0a881b751cc1eb0c912a4cf9bd971983707dbd2411725664503455c55db25cdb19bc669c2654a3a8011de6bf7eff3f9f07834',
    '0e6e0b2114c40769c15958d965a14dcf50b680e0185a4409d77d894ca15b1e698dd83b3536b18c05d8cd0873d1edce8150ecb5',
    'fdaaff86ceb937502cd9012d03585800',
  ),
  vector(
    '8b37c4b8cf634704920059866ad96c49e9da502c63fca4a3a7a4dcec74cb0610',
    'cb59344d2b06c4ae57cd0ea4',
    '',
    undefined,
    '66ab935c93555e786b775637a3',
    'd8733acbb564d8afaa99d7ca2e2f92a9',
  ),
];
